import { useState } from 'react';
import type { Place } from '../place.ts';
import { Guide } from './guide.tsx';
import { Outside } from './outside.tsx';
import { Sent } from './sent.tsx';

interface PanelProps {
  readonly onType: (line: string, where: string) => void;
  readonly onGo: (place: Place) => void;
  readonly onLook: () => void;
}

const TABS = ['Guide', 'Outside world', 'What was sent'] as const;

/** Beside the workspace: what to try, what happens outside, and who sent what to whom. */
export function Panel({ onType, onGo, onLook }: PanelProps) {
  const [tab, setTab] = useState<(typeof TABS)[number]>('Guide');
  return (
    <aside className="panel" aria-label="The demo">
      <div role="tablist" aria-label="The demo">
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={name === tab}
            onClick={() => setTab(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" aria-label={tab}>
        {tab === 'Guide' && (
          <Guide onType={onType} onGo={onGo} onOutside={() => setTab('Outside world')} onLook={onLook} />
        )}
        {tab === 'Outside world' && <Outside />}
        {tab === 'What was sent' && <Sent />}
      </div>
    </aside>
  );
}

import type { Place } from './place.ts';
import { useReader } from './reader.ts';

interface TopBarProps {
  readonly place: Place;
  readonly onDrawer: (side: 'places' | 'panel') => void;
}

/** Says where one is; on a phone it also opens what stands at the sides. */
export function TopBar({ place, onDrawer }: TopBarProps) {
  const { snapshot } = useReader();
  const channel = place.kind === 'conversation' && snapshot.channels.find(({ id }) => id === place.id);
  return (
    <header className="top">
      <button
        type="button"
        className="drawer-button"
        aria-label="Channels"
        onClick={() => onDrawer('places')}
      >
        ☰
      </button>
      <h1>
        {channel ? (
          <>
            <span aria-hidden="true">{channel.private ? '🔒 ' : '# '}</span>
            {channel.name}
            {channel.shared && <small>shared with another organisation</small>}
            {channel.archived && <small>archived</small>}
          </>
        ) : (
          <>
            SEI PagerDuty <small>{place.kind === 'home' ? 'Home' : 'Messages'}</small>
          </>
        )}
      </h1>
      <button type="button" className="drawer-button" onClick={() => onDrawer('panel')}>
        Guide
      </button>
    </header>
  );
}

import type { View } from '../../test/simulators/slack/views.ts';
import { Blocks } from './blocks/blocks.tsx';
import { useReader } from './reader.ts';
import { SurfaceContext } from './surface.ts';
import { useForm } from './use-form.ts';

/** The app's Home as the person has it. */
export function HomeTab() {
  const { home } = useReader().snapshot;
  return (
    <div className="conversation home">
      {home === null ? <p className="empty">One moment…</p> : <Home view={home} />}
    </div>
  );
}

function Home({ view }: { view: View }) {
  const { surface } = useForm(view);
  return (
    <SurfaceContext value={{ ...surface, errors: {} }}>
      <div className="view">
        <Blocks blocks={view.blocks} />
      </div>
    </SurfaceContext>
  );
}

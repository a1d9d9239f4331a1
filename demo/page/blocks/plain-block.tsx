import { type Block, Message } from 'slack-blocks-to-jsx';
import type { Json } from '../../../test/simulators/slack/json.ts';
import { useReader } from '../reader.ts';
import { dated } from './dated.ts';

/** A block that only shows: drawn by slack-blocks-to-jsx. */
export function PlainBlock({ block }: { block: Json }) {
  const { snapshot, theme } = useReader();
  return (
    <Message
      // The app sent it, and the simulator checked it.
      blocks={[dated(block, snapshot) as unknown as Block]}
      name=""
      logo=""
      withoutWrapper
      theme={theme}
      data={{
        users: snapshot.people.map(({ id, realName }) => ({ id, name: realName })),
        channels: snapshot.channels.map(({ id, name }) => ({ id, name })),
        user_groups: [],
      }}
    />
  );
}

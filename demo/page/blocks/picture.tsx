import { type Json, object, text } from '../../../test/simulators/slack/json.ts';

/** An image block; a file of the simulated workspace comes from the demo's own server. */
export function Picture({ block }: { block: Json }) {
  const file = text(object(block.slack_file).id);
  const title = text(object(block.title).text);
  return (
    <figure className="picture">
      {title !== '' && <figcaption>{title}</figcaption>}
      <img src={file === '' ? text(block.image_url) : `/files/${file}`} alt={text(block.alt_text)} />
    </figure>
  );
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * What a person typed, out of what Slack sends.
 *
 * Slack escapes `&`, `<` and `>`, and writes channels, people and links as `<#C1|name>`, `<@U1|name>`, `<https://…|text>`:
 * those become their names. Every kind of space becomes a space; characters without a shape are dropped.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function plainInput(text: string): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inside: string) => nameOfReference(inside))
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u00AD]/g, '')
    .replace(/[\s\p{Cc}]/gu, ' ');
}

function nameOfReference(inside: string): string {
  const bar = inside.indexOf('|');
  const label = bar === -1 ? '' : inside.slice(bar + 1);
  if (label !== '') return label.replace(/^[@#]/, '');
  const target = bar === -1 ? inside : inside.slice(0, bar);
  return target.replace(/^[#@!]/, '').replace(/^mailto:/, '');
}

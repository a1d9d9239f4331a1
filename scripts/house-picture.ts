import { readdirSync, writeFileSync } from 'node:fs';

/** Part of `npm run screenshots`: draws `docs/pictures/house.svg`, the way of the data through the rooms of `src/`. */
interface Room {
  readonly name: string;
  readonly what: string;
  readonly x: number;
  readonly y: number;
}

const WIDTH = 156;
const HEIGHT = 62;
const STEP = 190;
const ROWS = [70, 180, 290, 400];

const at = (column: number, row: number) => ({ x: 20 + column * STEP, y: ROWS[row] ?? 0 });
const ROOMS: readonly Room[] = [
  { name: 'pagerduty', what: 'pages, pacing, quirks', ...at(0, 0) },
  { name: 'sync', what: 'backfill, changes', ...at(1, 0) },
  { name: 'store', what: 'the port; json, postgres', ...at(2, 0) },
  { name: 'report', what: 'question → report', ...at(3, 0) },
  { name: 'slack', what: 'a folder a feature', ...at(4, 0) },
  { name: 'satellite', what: 'the same, from inside', ...at(0, 1) },
  { name: 'schedule', what: 'ticks, due slots', ...at(1, 1) },
  { name: 'digest', what: 'reports nobody asks for', ...at(3, 1) },
  { name: 'http', what: 'the one port', ...at(4, 1) },
  { name: 'access', what: 'who may do what', ...at(0, 2) },
  { name: 'audience', what: 'what somebody sees', ...at(1, 2) },
  { name: 'collections', what: 'whose incidents', ...at(2, 2) },
  { name: 'integrations', what: 'accounts and keys', ...at(3, 2) },
  { name: 'profiles', what: 'how it is measured', ...at(4, 2) },
];
/** From → to: the way of the data. */
const WAYS: readonly (readonly [string, string])[] = [
  ['pagerduty', 'sync'],
  ['sync', 'store'],
  ['store', 'report'],
  ['report', 'slack'],
  ['report', 'digest'],
  ['digest', 'slack'],
  ['satellite', 'sync'],
  ['schedule', 'sync'],
  ['schedule', 'digest'],
];

const filesIn = (room: string) =>
  readdirSync(`src/${room}`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    .length;
const roomNamed = (name: string) => {
  const found = ROOMS.find((room) => room.name === name);
  if (!found) throw new Error(`There is no room ${name}.`);
  return found;
};

function box({ name, what, x, y }: Room): string {
  return `<g><rect x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="9"/>
<text x="${x + 12}" y="${y + 25}" class="name">${name}/</text><text x="${x + WIDTH - 12}" y="${y + 25}" class="count">${filesIn(name)}</text>
<text x="${x + 12}" y="${y + 47}">${what}</text></g>`;
}

function way([from, to]: readonly [string, string]): string {
  const [a, b] = [roomNamed(from), roomNamed(to)];
  const level = a.y === b.y;
  const start = level ? [a.x + WIDTH, a.y + HEIGHT / 2] : [a.x + WIDTH / 2, a.y < b.y ? a.y + HEIGHT : a.y];
  const end = level ? [b.x - 3, b.y + HEIGHT / 2] : [b.x + WIDTH / 2, a.y < b.y ? b.y - 3 : b.y + HEIGHT + 3];
  return `<path d="M${start.join(' ')} L${end.join(' ')}"/>`;
}

const right = 20 + 5 * STEP - (STEP - WIDTH);
const [, , , floor = 0] = ROWS;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right + 20} ${floor + HEIGHT + 16}" font-family="Helvetica, Arial, sans-serif" font-size="13">
<title>The rooms of src/ and the way of the data</title>
<style>rect{fill:#fff;stroke:#1b4332;stroke-width:1.4}.name{font-weight:700;font-size:15px;fill:#1b4332}.count{text-anchor:end;fill:#6b7771}text{fill:#26312c}path{stroke:#2f6fd6;stroke-width:2;fill:none;marker-end:url(#tip)}.outside{fill:#6b7771;font-size:14px}.floor{fill:#e6f4ec}.ground{fill:#f6f7f6}</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" style="fill:#2f6fd6;stroke:none;marker-end:none"/></marker></defs>
<rect width="${right + 20}" height="${floor + HEIGHT + 16}" class="ground" style="stroke:none"/>
<text x="20" y="34" class="outside">PagerDuty, GET only →</text><text x="${right}" y="34" class="outside" text-anchor="end">→ Slack: commands, forms, messages</text>
${WAYS.map(way).join('\n')}
${ROOMS.map(box).join('\n')}
<rect x="20" y="${floor}" width="${right - 20}" height="${HEIGHT}" rx="9" class="floor"/>
<text x="32" y="${floor + 25}" class="name">domain/</text><text x="${right - 12}" y="${floor + 25}" class="count">${filesIn('domain')} files</text>
<text x="32" y="${floor + 47}">incident, filter, window, statistics, report: pure; imports nothing of ours, and all may import it</text>
</svg>
`;
writeFileSync('docs/pictures/house.svg', svg);

import { createHash } from 'node:crypto';

/** A page that a browser shows before or after installing. */
export interface Page {
  readonly status: number;
  readonly title: string;
  /** Paragraphs of plain text; what stands in backticks is to be typed. */
  readonly says: readonly string[];
  readonly steps?: readonly string[];
  readonly link?: { readonly label: string; readonly href: string };
}

const STYLE =
  ':root{color-scheme:light dark}' +
  'body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:10vh auto;padding:0 1rem}' +
  'h1{font-size:1.5rem;line-height:1.25}li{margin:.4rem 0}' +
  'code{padding:.1rem .3rem;border-radius:.25rem;background:#8883;white-space:nowrap}' +
  'a.button{display:inline-block;padding:.7rem 1.2rem;border-radius:.4rem;background:#1b4332;color:#fff;text-decoration:none}' +
  'a.button:focus{outline:3px solid #74c69d}@media(prefers-color-scheme:dark){a.button{background:#2d6a4f}}';

/** Nothing is loaded, run, framed or sent from these pages: one style, known by its hash. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-frame-options': 'DENY',
  'strict-transport-security': 'max-age=31536000',
  'cross-origin-opener-policy': 'same-origin',
};

/** A page as HTML. Every text in it is escaped. */
export function pageHtml({ title, says, steps = [], link }: Page): string {
  const body = [
    `<h1>${escapeHtml(title)}</h1>`,
    ...says.map((text) => `<p>${textHtml(text)}</p>`),
    ...(steps.length > 0 ? [`<ol>${steps.map((step) => `<li>${textHtml(step)}</li>`).join('')}</ol>`] : []),
    ...(link
      ? [`<p><a class="button" href="${escapeHtml(link.href)}">${escapeHtml(link.label)}</a></p>`]
      : []),
  ];
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body.join('')}</main></body></html>`,
  ].join('');
}

function textHtml(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

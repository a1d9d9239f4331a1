/** slack-blocks-to-jsx takes the spaces away with which a line begins, where Slack shows them: a joiner of no width holds them. */
export function keptIndent(mrkdwn: string): string {
  return mrkdwn.replace(/^(?=\s+\S)/gm, '\u2060');
}

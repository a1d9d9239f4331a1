/** The commands that Slack knows here. */
export const COMMANDS: readonly string[] = ['/sei-pagerduty', '/sei-mttr'];

/** What Slack would say to any other. */
export function unknownCommand(command: string): string {
  return `Slack knows no ${command} here. There are ${COMMANDS.join(' and ')}.`;
}

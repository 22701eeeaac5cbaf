const MAX_NAME = 60

/** What a session is called that began with this prompt: its first line, cut where it is long. */
export function nameAfter(prompt: string): string {
  const line = prompt.trim().split('\n', 1)[0]?.trim() ?? ''
  return line.length > MAX_NAME ? `${line.slice(0, MAX_NAME - 1).trimEnd()}…` : line
}

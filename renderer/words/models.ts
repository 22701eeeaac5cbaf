/** Claude Code's own aliases: each names the newest model of its family. */
export const modelAliases = ['opus', 'sonnet', 'haiku'] as const

/** Whether a text can be a model's name at all; the workstation decides whether it is one. */
export function isModelName(text: string): boolean {
  return /^[\w.:@[\]/-]{1,100}$/.test(text)
}

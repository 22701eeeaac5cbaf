/** Claude Code's own aliases: each names the newest model of its family. */
export const modelAliases = ['opus', 'sonnet', 'haiku'] as const

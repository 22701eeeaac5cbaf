import * as z from 'zod'
import type { ClaudeModel } from '#shared/session/claudeModel.ts'
import { Effort } from '#shared/session/effort.ts'

/** Bounds of what is passed on; Claude Code lists about ten. */
const MAX_MODELS = 100
const MAX_NAME = 200

const name = z.string().min(1).max(MAX_NAME)
/** Levels as somebody else lists them: those that this version does not know are left out. */
const EffortLevels = z
  .array(z.string())
  .transform((levels) => Effort.options.filter((level) => levels.includes(level)))
  .catch([])

const Listed = z.looseObject({
  value: name,
  resolvedModel: name.nullable().catch(null).default(null),
  supportedEffortLevels: EffortLevels,
})

/** The models in the answer to `initialize`; those that it describes in another way are left out. */
export function reportedModels(answer: unknown): ClaudeModel[] {
  const { models = [] } =
    z
      .looseObject({ models: z.array(z.unknown()) })
      .partial()
      .safeParse(answer).data ?? {}
  return models.slice(0, MAX_MODELS).flatMap((model) => {
    const listed = Listed.safeParse(model)
    if (!listed.success) {
      return []
    }
    const { value, resolvedModel, supportedEffortLevels } = listed.data
    return [{ name: value, resolved: resolvedModel, effort_levels: supportedEffortLevels }]
  })
}

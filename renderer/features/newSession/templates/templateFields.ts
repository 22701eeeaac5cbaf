import type { InputOf } from '#shared/operations/table.ts'
import type { Template } from '#shared/operations/template.ts'
import type { Choice } from '#renderer/state/browser/lastChoices.ts'
import { draftOf, EMPTY_SETUP, type SetupDraft, setupOf } from '#renderer/views/setup/setupDraft.ts'

/** A template as its form holds it. */
export interface TemplateFields {
  readonly name: string
  readonly description: string
  readonly prompt: string
  /** any, new, or a path. */
  readonly folder: string
  readonly choice: Choice
  readonly setup: SetupDraft
  readonly shared: boolean
}

export const NEW_TEMPLATE: TemplateFields = {
  name: '',
  description: '',
  prompt: '',
  folder: 'any',
  choice: { model: '', mode: null, effort: null },
  setup: EMPTY_SETUP,
  shared: false,
}

export function fieldsOf({
  name,
  description,
  prompt,
  folder,
  setup,
  environment,
  shared,
  ...start
}: Template): TemplateFields {
  return {
    name,
    description,
    prompt,
    folder: folder.kind === 'path' ? folder.path : folder.kind,
    choice: { model: start.model ?? '', mode: start.permission_mode, effort: start.effort },
    setup: draftOf(setup, environment),
    shared,
  }
}

/** A template never skips approvals. */
export function inputOf({ folder, choice, setup, ...fields }: TemplateFields): InputOf<'template.create'> {
  const { model, mode, effort } = choice
  return {
    ...fields,
    folder: folder === 'any' || folder === 'new' ? { kind: folder } : { kind: 'path', path: folder },
    model: model === '' ? null : model,
    permission_mode: mode === 'bypassPermissions' ? null : mode,
    effort,
    setup: setupOf(setup),
    environment: [...new Set(setup.variables.map(({ name }) => name).filter((name) => name !== ''))],
  }
}

import type { Template } from '#shared/operations/template.ts'
import type { Choice } from '#renderer/state/browser/lastChoices.ts'
import type { WorkspaceChoice } from '../workspaceChoice.ts'

/** What New session holds, as far as a template changes it. */
interface Beginning {
  readonly prompt: string
  readonly choice: Choice
  readonly workspace: WorkspaceChoice
}

/** As a template says; what is in the field already stays before its prompt. */
export function begunWith(template: Template, { prompt, choice, workspace }: Beginning): Beginning {
  const { model, permission_mode, effort } = template
  const before = prompt.trim() === '' ? '' : `${prompt.trimEnd()}\n\n`
  return {
    prompt: template.prompt === '' ? prompt : `${before}${template.prompt}`,
    choice: { model: model ?? choice.model, mode: permission_mode ?? choice.mode, effort: effort ?? choice.effort },
    workspace: workspaceOf(template) ?? workspace,
  }
}

function workspaceOf({ name, folder }: Template): WorkspaceChoice | null {
  switch (folder.kind) {
    case 'any':
      return null
    case 'path':
      return { kind: 'folder', path: folder.path }
    case 'new':
      return { kind: 'managed', name: name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '').trim() }
  }
}

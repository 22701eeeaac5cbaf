import type { InputOf } from '#shared/operations/table.ts'
import type { Template, TemplateId } from '#shared/operations/template.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import * as words from '../words.ts'

/** The person's own templates, those that are shared, and those of Homeport. */
export const templates = queries.define<readonly Template[]>({
  key: 'template.list',
  fetch: async () => (await connection.client.call('template.list', {})).templates,
  needs: 'drive',
})

/** Keeps a new template (null), or changes one. @throws HomeportError as the workstation refuses. */
export async function saveTemplate(template_id: TemplateId | null, fields: InputOf<'template.create'>): Promise<void> {
  await (template_id === null
    ? connection.client.call('template.create', fields)
    : connection.client.call('template.update', { ...fields, template_id }))
  await templates.refresh()
}

/** Deletes one, and offers to bring it back. */
export async function deleteTemplate({ id, name }: Template): Promise<void> {
  try {
    await connection.client.call('template.delete', { template_id: id })
    showToast(words.theTemplateNameIsDeleted(name), { action: { label: words.undo, run: () => void restore(id) } })
  } catch (error) {
    showToast(errorMessage(error))
  }
  await templates.refresh()
}

/** Takes one back that another owner shared: it stays its person's own. */
export async function unshareTemplate({ id }: Template): Promise<void> {
  await connection.client
    .call('template.update', { template_id: id, shared: false })
    .catch((error: unknown) => showToast(errorMessage(error)))
  await templates.refresh()
}

async function restore(template_id: TemplateId): Promise<void> {
  await connection.client
    .call('template.restore', { template_id })
    .catch((error: unknown) => showToast(errorMessage(error)))
  await templates.refresh()
}

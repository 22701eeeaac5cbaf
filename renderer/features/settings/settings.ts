import type { Setting } from '#shared/operations/settings.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { settings } from '#renderer/state/workstation/statusQueries.ts'

/** null takes it back to its default. @throws HomeportError with what to change; nothing was changed then. */
export async function changeSetting(key: string, value: Setting['value']): Promise<void> {
  settings.set(await connection.client.call('settings.change', { changes: { [key]: value } }))
}

import { useState } from 'react'
import { errorMessage } from '#renderer/state/toasts.ts'
import type { Setting } from '#shared/operations/settings.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { settings } from '#renderer/state/workstation/statusQueries.ts'

/** The draft of one setting's field, and its result. `draft` is null while nothing is typed. */
export function useSettingDraft(key: string) {
  const [draft, setDraft] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const forget = (): void => {
    setDraft(null)
    setProblem(null)
  }

  /** Empty, or null: back to the default. */
  const change = async (wanted: string | null): Promise<void> => {
    setBusy(true)
    try {
      await changeSetting(key, wanted === null || wanted.trim() === '' ? null : wanted)
      forget()
    } catch (error) {
      setProblem(errorMessage(error))
    }
    setBusy(false)
  }

  return { draft, problem, isBusy, write: setDraft, forget, change }
}

/**
 * Changes a setting; null resets it to its default.
 * @throws HomeportError with what to correct; nothing was changed.
 */
async function changeSetting(key: string, value: Setting['value']): Promise<void> {
  settings.set(await connection.client.call('settings.change', { changes: { [key]: value } }))
}

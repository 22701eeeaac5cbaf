import { useEffect, useRef, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { askForMessage } from './askForMessage.ts'
import * as words from '../words.ts'

/** Has Claude write a message, and hands it over when its turn is done. Whoever leaves before that finds it in the conversation. */
export function useAsking(session_id: SessionId, onWritten: (message: string) => void) {
  const [isAsking, setAsking] = useState(false)
  const leaving = useRef<AbortController | null>(null)
  useEffect(() => () => leaving.current?.abort(), [])

  async function ask({ isStaged }: { readonly isStaged: boolean }): Promise<void> {
    const { signal } = (leaving.current = new AbortController())
    setAsking(true)
    try {
      const written = await askForMessage(session_id, { isStaged, signal })
      if (signal.aborted) {
        return
      }
      if (written === null) {
        showToast(words.claudeWroteNoMessage)
      } else {
        onWritten(written)
      }
    } catch (error) {
      showToast(errorMessage(error))
    }
    setAsking(false)
  }

  return { isAsking, ask }
}

import { useEffect, useSyncExternalStore } from 'react'
import type { Session } from '#shared/session/session.ts'
import { link } from '#renderer/state/workstation/connection.ts'
import { markRead } from '#renderer/state/session/sessionActions.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useStore } from '#renderer/state/store.ts'

/**
 * Says that the session was read, while a person has it in front of them: on the screen, visible, in the window that
 * has the keyboard. A page that only follows it in the background reads nothing, and whoever may look on only changes
 * nothing by it.
 */
export function useReading({ id, unread }: Pick<Session, 'id' | 'unread'>): void {
  const isLooking = useSyncExternalStore(onLook, isInFront)
  const mayDrive = useMay('drive')
  const isConnected = useStore(link, ({ kind }) => kind === 'ready')
  useEffect(() => {
    if (unread && mayDrive && isLooking && isConnected) {
      void markRead(id)
    }
  }, [id, unread, mayDrive, isLooking, isConnected])
}

function isInFront(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}

function onLook(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener)
  window.addEventListener('focus', listener)
  window.addEventListener('blur', listener)
  return () => {
    document.removeEventListener('visibilitychange', listener)
    window.removeEventListener('focus', listener)
    window.removeEventListener('blur', listener)
  }
}

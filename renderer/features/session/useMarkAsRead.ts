import { useEffect, useSyncExternalStore } from 'react'
import type { Session } from '#shared/session/session.ts'
import { link } from '#renderer/state/workstation/connection.ts'
import { markRead } from '#renderer/state/session/sessionActions.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useStore } from '#renderer/state/store.ts'

/**
 * Marks the session as read while a person has it in front of them: on screen, visible, in the focused window. A page
 * in the background does not, nor does one of a viewer.
 */
export function useMarkAsRead({ id, unread }: Pick<Session, 'id' | 'unread'>): void {
  const isLooking = useSyncExternalStore(onVisible, isInFront)
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

function onVisible(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener)
  window.addEventListener('focus', listener)
  window.addEventListener('blur', listener)
  return () => {
    document.removeEventListener('visibilitychange', listener)
    window.removeEventListener('focus', listener)
    window.removeEventListener('blur', listener)
  }
}

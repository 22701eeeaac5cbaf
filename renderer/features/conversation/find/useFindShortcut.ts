import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { findRequest } from '#renderer/state/browser/findRequest.ts'
import { isMeant } from '#renderer/state/browser/columnActions.ts'

/**
 * Whether the person searches in the conversation: from Ctrl+F or ⌘F on, in place of the browser's own search. Of two side by
 * side it is the one with the keyboard. Or by the session's menu, where there are no keys.
 */
export function useFindShortcut(session_id: SessionId): readonly [boolean, (isFinding: boolean) => void] {
  const [isFinding, setFinding] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)
      const isHere = isMeant(session_id) && document.querySelector('dialog[open]') === null
      // A second press asks for the browser's.
      if (isFind && isHere && !event.shiftKey && !event.altKey && !isFinding) {
        event.preventDefault()
        setFinding(true)
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [isFinding, session_id])
  useEffect(() => {
    const take = () => {
      if (findRequest.get() === session_id) {
        findRequest.set(null)
        setFinding(true)
      }
    }
    take()
    return findRequest.subscribe(take)
  }, [session_id])
  return [isFinding, setFinding]
}

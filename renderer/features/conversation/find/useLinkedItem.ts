import { useCallback, useEffect, useState } from 'react'
import { address } from '#renderer/state/browser/route.ts'
import { conversationEntry, loadScrollPosition } from '#renderer/state/browser/scrollPositions.ts'
import { useStore } from '#renderer/state/store.ts'
import { showToast } from '#renderer/state/toasts.ts'
import { linkedItem } from '../actions/itemLink.ts'
import type { Found } from './findRow.ts'
import { type LoadedConversation, useJump } from './useJump.ts'
import * as words from '../laterWords.ts'

/** The events by which a reader begins to do something. */
const begins = ['keydown', 'pointerdown'] as const

/**
 * Goes to the item that the address leads to, and says so when it is not there. `onFound` is called with null once the
 * reader begins to do something. Not where Back restores how the reader left the page.
 */
export function useLinkedItem(conversation: LoadedConversation, onFound: (found: Found | null) => void): void {
  const { session_id } = conversation
  const item = useStore(address, () => linkedItem(session_id))
  const [restored] = useState(() => (loadScrollPosition(conversationEntry(session_id)) === null ? null : item))
  const [isMarked, setMarked] = useState(false)
  const arrive = useCallback(
    (found: Found | null) => {
      if (found === null) {
        showToast(words.theLinkLeadsToA)
      } else {
        setMarked(true)
        onFound(found)
      }
    },
    [onFound],
  )
  useJump(conversation, item === restored ? null : item, arrive)
  useEffect(() => {
    if (!isMarked) {
      return undefined
    }
    const unmark = () => {
      setMarked(false)
      onFound(null)
    }
    begins.forEach((event) => window.addEventListener(event, unmark, { passive: true }))
    return () => begins.forEach((event) => window.removeEventListener(event, unmark))
  }, [isMarked, onFound])
}

import { useEffect, useState } from 'react'
import type { FolderTrust } from '#shared/session/trust.ts'
import { lookAtFolder } from '#renderer/state/session/trust.ts'
import type { Place } from './place.ts'

/** What the chosen folder brings for Claude Code; null while that is not known, and for a fresh folder. */
export function useFolderTrust(place: Place): FolderTrust | null {
  const path = place.kind === 'folder' ? place.path : null
  const [seen, setSeen] = useState<{ readonly path: string; readonly trust: FolderTrust | null } | null>(null)
  useEffect(() => {
    let isWanted = true
    if (path !== null) {
      void lookAtFolder(path).then((trust) => isWanted && setSeen({ path, trust }))
    }
    return () => {
      isWanted = false
    }
  }, [path])
  return seen !== null && seen.path === path ? seen.trust : null
}

import { useEffect, useState } from 'react'
import type { FolderTrust } from '#shared/session/trust.ts'
import { readFolderTrust } from '#renderer/state/session/trust.ts'
import type { WorkspaceChoice } from './workspaceChoice.ts'

/** What the chosen folder brings for Claude Code; null until it is known, and for a new folder. */
export function useFolderTrust(choice: WorkspaceChoice): FolderTrust | null {
  const path = choice.kind === 'folder' ? choice.path : null
  const [seen, setSeen] = useState<{ readonly path: string; readonly trust: FolderTrust | null } | null>(null)
  useEffect(() => {
    let isWanted = true
    if (path !== null) {
      void readFolderTrust(path).then((trust) => isWanted && setSeen({ path, trust }))
    }
    return () => {
      isWanted = false
    }
  }, [path])
  return seen !== null && seen.path === path ? seen.trust : null
}

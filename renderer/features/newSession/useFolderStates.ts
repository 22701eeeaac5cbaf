import { useEffect, useState } from 'react'
import type { ResultOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'

/** What is checked out in a folder, and how much of it is not committed. */
export type FolderState = Pick<ResultOf<'worktree.offer'>, 'base' | 'uncommitted'>

/**
 * The repositories of folders, by folder; none of those that are in no repository. Asked for one after the other, so that a large
 * one holds up nobody but those after it.
 */
export function useFolderStates(folders: readonly string[]): ReadonlyMap<string, FolderState> {
  const [states, setStates] = useState<ReadonlyMap<string, FolderState>>(new Map())
  const asked = folders.join('\0')
  useEffect(() => {
    let isWanted = true
    const ask = async () => {
      for (const project_path of asked === '' ? [] : asked.split('\0')) {
        if (!isWanted) {
          return
        }
        const state = await connection.client.call('worktree.offer', { project_path }).catch(() => null)
        if (isWanted && state !== null && state.problem === null) {
          setStates((known) => new Map([...known, [project_path, state]]))
        }
      }
    }
    void ask()
    return () => {
      isWanted = false
    }
  }, [asked])
  return states
}

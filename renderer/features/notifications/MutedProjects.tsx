import { overview } from '#renderer/state/session/overview.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Select } from '#renderer/ui/Field.tsx'
import { choose } from './choices.ts'
import * as words from './words.ts'

/** Folders whose sessions are silent, and one more to choose. */
export function MutedProjects({ muted }: { muted: readonly string[] }) {
  const state = useStore(overview, (value) => value)
  const folders = state.kind === 'ready' ? [...new Set(state.sessions.map((one) => one.workspace_path))] : []
  const others = folders.filter((folder) => !muted.includes(folder)).toSorted()
  return (
    <li className="space-y-2 px-4 py-3">
      <div className="flex items-center gap-x-3 gap-y-2 max-md:flex-wrap">
        <div className="min-w-0 flex-1">
          <p className="font-medium">{words.silentProjects}</p>
          <p className="text-muted">{words.noNotificationsOfSessionsIn}</p>
        </div>
        {others.length > 0 && (
          <Select
            aria-label={words.makeAProjectSilent}
            className="w-auto! max-w-60"
            value=""
            onChange={({ target }) => void choose({ muted: [...muted, target.value] })}
          >
            <option value="">{words.addAProject}</option>
            {others.map((folder) => (
              <option key={folder} value={folder}>
                {folder}
              </option>
            ))}
          </Select>
        )}
      </div>
      <ul className="empty:hidden">
        {muted.map((folder) => (
          <li key={folder} className="flex items-center gap-3">
            <bdi className="min-w-0 flex-1 truncate font-mono text-xs">{folder}</bdi>
            <Button
              variant="ghost"
              aria-label={words.removeFolderFromTheSilent(folder)}
              onClick={() => void choose({ muted: muted.filter((one) => one !== folder) })}
            >
              {words.remove}
            </Button>
          </li>
        ))}
      </ul>
    </li>
  )
}

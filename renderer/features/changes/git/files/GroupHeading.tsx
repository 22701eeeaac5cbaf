import type { SessionId } from '#shared/ids.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { stage } from '../gitActions.ts'
import { LineTotals } from '../../LineTotals.tsx'
import { type SidedFiles, pathsOf, totalOf } from '../groups.ts'
import * as words from '../words.ts'

/** Names the files below it, and moves all of them to the other side of the index. */
export function GroupHeading({ group, session_id }: { group: SidedFiles; session_id: SessionId }) {
  const mayDrive = useMay('drive')
  const { side, files } = group
  const paths = pathsOf(files)
  if (side === 'against') {
    return null
  }
  return (
    <div className="flex min-h-9 items-center gap-2 pr-2 pl-4 text-sm touch:min-h-11">
      <h3 className="font-medium">{words.groupNames[side]}</h3>
      <span className="text-muted tabular-nums">{files.length}</span>
      <span className="flex-1">
        <span className="md:hidden">
          <LineTotals files={files.map(({ file }) => totalOf(file, side))} />
        </span>
      </span>
      {mayDrive && paths.length > 0 && (
        <Button variant="ghost" onClick={() => void stage({ session_id, paths }, side === 'working')}>
          {side === 'working' ? words.stageAll : words.unstageAll}
        </Button>
      )}
    </div>
  )
}

import { useCallback } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { AutoCommitRules } from '#shared/operations/autoCommit.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { Shown, useFreshRead } from '../useRead.tsx'
import { AutoRules } from './AutoRules.tsx'
import { LastAuto } from './LastAuto.tsx'
import { sync } from '../sync/sync.ts'
import { Points } from './Points.tsx'
import { commitNow, saveRules } from './autoActions.ts'
import * as words from './words.ts'

type State = ResultOf<'auto_commit.get'>

/** Whether the project’s changes are committed by themselves, how that went, and what there is to be restored. */
export function AutoCommit({ session_id }: { session_id: SessionId }) {
  const load = useCallback(() => connection.client.call('auto_commit.get', { session_id }), [session_id])
  const { state: read, refresh } = useFreshRead(session_id, load)
  return (
    <div className="thin-scroll min-h-0 flex-1 overflow-y-auto pb-[max(16px,env(safe-area-inset-bottom))]">
      <Shown of={read} what={words.readingAutoCommit}>
        {(state) => <Choices session_id={session_id} state={state} onChanged={() => void refresh()} />}
      </Shown>
      <Points session_id={session_id} />
    </div>
  )
}

const pushWords: Readonly<Record<State['push']['state'], string>> = {
  idle: '',
  pushing: '',
  waiting: words.pushWaits,
  stopped: words.pushStopped,
  unpushed: words.notPushedYet,
}

function Choices(props: { session_id: SessionId; state: State; onChanged: () => void }) {
  const { session_id, state, onChanged } = props
  const { rules, last, project, push } = state
  const mayDrive = useMay('drive')
  const save = (changed: Partial<AutoCommitRules>) =>
    void saveRules(session_id, { ...rules, ...changed }).then(onChanged)
  return (
    <div className="border-b border-line px-4 py-3">
      <label className="flex items-center gap-3">
        <span className="min-w-0 flex-1">
          <span className="font-medium">{words.commitByItself}</span>
          <span className="block text-sm text-muted">
            {words.allThatChangesIn(
              <bdi className="font-mono text-xs wrap-anywhere">
                <Marked text={project} code />
              </bdi>,
            )}
          </span>
        </span>
        <Switch checked={rules.enabled} disabled={!mayDrive} onChange={(enabled) => save({ enabled })} />
      </label>
      {rules.enabled && (
        <AutoRules key={project} rules={rules} disabled={!mayDrive} onChange={save} session_id={session_id} />
      )}
      <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        {mayDrive && <Button onClick={() => void commitNow(session_id).then(onChanged)}>{words.commitNow}</Button>}
        {last !== null && (
          <span className="text-sm text-muted">
            {words.lastLook} <RelativeTime at={last.at} isShort />
          </span>
        )}
      </div>
      {last !== null && <LastAuto last={last} mayDrive={mayDrive} rules={rules} onChange={save} />}
      {push.message !== null && (
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
          <p className="min-w-0 flex-1 basis-52 text-sm text-muted">
            <span className="font-medium text-text">{pushWords[push.state]}</span> {push.message}
          </p>
          {mayDrive && push.state !== 'pushing' && (
            <Button onClick={() => void sync(session_id, { what: 'push' }).then(onChanged)}>{words.pushNow}</Button>
          )}
        </div>
      )}
    </div>
  )
}

import { CirclePause, GlobeLock, Lock, LogOut } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { isBusy } from '#renderer/format/statusLabel.ts'
import { useQuery } from '#renderer/state/query.ts'
import { atStake } from '#renderer/state/workstation/statusQueries.ts'
import { alarm } from '#renderer/ui/alarm.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { lockDown } from './lockDown.ts'
import * as words from './words.ts'

/** Locks the machine down, after one confirmation that says what will happen. */
export function LockDownButton() {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button variant="danger" aria-label={words.lockDown} onClick={() => setAsking(true)}>
        <Lock aria-hidden="true" className="size-4" />
        <span className="max-md:hidden">{words.lockDown}</span>
      </Button>
      {isAsking && <Confirmation onClose={() => setAsking(false)} />}
    </>
  )
}

/** The safe button comes first, so it has the focus. */
function Confirmation({ onClose }: { onClose: () => void }) {
  const stake = useQuery(atStake)
  const busy = stake.kind === 'ready' ? stake.value.filter(isBusy).length : null
  return (
    <Dialog title={words.lockDownThisMachine} onClose={onClose}>
      <ul className="space-y-2">
        <Effect icon={<GlobeLock aria-hidden="true" className="size-4" />}>{words.turnsRemoteAccessOff}</Effect>
        <Effect icon={<LogOut aria-hidden="true" className="size-4" />}>{words.signsOutEveryDeviceAnd}</Effect>
        <Effect icon={<CirclePause aria-hidden="true" className="size-4" />}>{pauses(busy)}</Effect>
      </ul>
      <p className="mt-3 text-muted">{words.nothingIsDeletedUndoIt}</p>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button
          variant="danger"
          className={alarm}
          onClick={() => {
            void lockDown()
            onClose()
          }}
        >
          {words.lockDownNow}
        </Button>
      </div>
    </Dialog>
  )
}

/** `busy`: the sessions at work, of everybody; null while that is not known. */
function pauses(busy: number | null): string {
  if (busy === null) {
    return words.pausesEverySessionAtWork
  }
  return busy === 0 ? words.pausesSessionsAtWorkThere : words.pausesSessions(busy)
}

function Effect({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-baseline gap-2">
      <span className="translate-y-0.5 text-muted">{icon}</span>
      <span>{children}</span>
    </li>
  )
}

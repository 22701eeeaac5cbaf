import { useEffect, useState } from 'react'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { awaitedTerminal, ownState } from './firstTerminal.ts'
import { openTerminal } from './terminals.ts'
import * as words from './words.ts'

const LOOK_EVERY_MS = 2000

/** Says that this device waits for a yes, and opens the terminal once it came. Nothing where none was asked for. */
export function FirstTerminal() {
  const awaited = useStore(awaitedTerminal, (value) => value)
  return awaited === null ? null : <Waits key={awaited.message} {...awaited} />
}

function close(): void {
  awaitedTerminal.set(null)
}

function Waits({ session_id, kind, message }: NonNullable<ReturnType<typeof awaitedTerminal.get>>) {
  const [state, setState] = useState<Awaited<ReturnType<typeof ownState>>>('waiting')
  const ask = () => {
    close()
    void openTerminal(session_id, kind)
  }
  useEffect(() => {
    let isOpen = true
    const look = async () => {
      const now = await ownState()
      if (!isOpen) {
        return
      }
      if (now === 'known') {
        awaitedTerminal.set(null)
        void openTerminal(session_id, kind)
      } else {
        setState(now)
      }
    }
    const timer = setInterval(() => void look(), LOOK_EVERY_MS)
    return () => {
      isOpen = false
      clearInterval(timer)
    }
  }, [session_id, kind])
  return (
    <Dialog title={words.thisDeviceNeedsAYes} onClose={close}>
      {state === 'waiting' && (
        <>
          <p className="mb-3 text-muted">{message}</p>
          <Loading what={words.waitingForTheOtherDevice} />
        </>
      )}
      {state === 'refused' && <p className="text-bad">{words.somebodyRefusedTerminals}</p>}
      {state === 'unknown' && <p className="text-muted">{words.nobodyAnsweredInFive}</p>}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={close}>
          {words.close}
        </Button>
        {state === 'unknown' && (
          <Button variant="primary" onClick={ask}>
            {words.askAgain}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

import { Bell, CircleCheck, Share, SquarePlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { goTo } from '#renderer/state/browser/route.ts'
import { Button } from '#renderer/ui/Button.tsx'
import * as words from '../words.ts'
import type { Installing } from './installing.ts'

/** After pairing: how this device is told when Claude needs somebody. Never in the way: it goes on in the browser, too. */
export function InstallStep({ machine, how }: { machine: string; how: Installing }) {
  return (
    <>
      <div className="space-y-3">
        <p className="flex items-center gap-2 font-semibold text-good">
          <CircleCheck className="size-5 flex-none" aria-hidden="true" />
          <span>{words.pairedWith(<bdi>{machine}</bdi>)}</span>
        </p>
        <h1 className="text-xl font-semibold">{words.getToldWhenClaudeNeedsYou}</h1>
        <p className="text-base text-muted">{words.addHomeportToYourHomeScreen}</p>
      </div>
      <Example />
      {how.kind === 'by_hand' && <Steps />}
      <p className="text-sm text-muted">{words.notificationsNameTheProject}</p>
      <div className="mt-auto space-y-2">
        {how.kind === 'by_browser' && (
          <Button variant="primary" className="w-full" onClick={() => void how.ask().then(() => goTo('/'))}>
            {words.installHomeport}
          </Button>
        )}
        <Button className="w-full" onClick={() => goTo('/')}>
          {words.continueInTheBrowser}
        </Button>
      </div>
    </>
  )
}

/** What such a notification looks like. */
function Example() {
  return (
    <div className="flex gap-3 rounded-card border border-line bg-surface p-3" aria-hidden="true">
      <img src="/icon.svg" alt="" width="36" height="36" />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline font-semibold">
          <span className="flex-1">{words.projectNeedsYou}</span>
          <span className="text-xs font-normal text-muted">{words.now}</span>
        </p>
        <p>{words.claudeWantsToRun}</p>
      </div>
    </div>
  )
}

function Steps() {
  return (
    <ol className="divide-y divide-line text-base">
      <Step number={1} icon={<Share className="size-5" />}>
        {words.tapShare(bold)}
      </Step>
      <Step number={2} icon={<SquarePlus className="size-5" />}>
        {words.chooseAddToHomeScreen(bold)}
      </Step>
      <Step number={3} icon={<Bell className="size-5" />}>
        {words.openItFromThere}
      </Step>
    </ol>
  )
}

function bold(text: string) {
  return <strong>{text}</strong>
}

function Step({ number, icon, children }: { number: number; icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-3 py-3">
      <span
        className="grid size-7 flex-none place-items-center rounded-full bg-raised text-sm font-semibold"
        aria-hidden="true"
      >
        {number}
      </span>
      <span className="min-w-0 flex-1">{children}</span>
      <span className="text-muted" aria-hidden="true">
        {icon}
      </span>
    </li>
  )
}

import { ArrowDown } from 'lucide-react'
import { Button } from '#renderer/ui/Button.tsx'

/** Back to the end; says so when somebody is needed there. */
export function JumpToLatest({ needsYou, onJump }: { needsYou: boolean; onJump: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
      <Button look={needsYou ? 'lamp' : 'plain'} className="pointer-events-auto rounded-full" onClick={onJump}>
        <ArrowDown className="size-4" aria-hidden="true" />
        {needsYou ? 'Needs you' : 'Jump to latest'}
      </Button>
    </div>
  )
}

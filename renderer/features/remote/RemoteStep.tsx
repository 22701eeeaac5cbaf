import type { ReactNode } from 'react'
import { Button } from '#renderer/ui/Button.tsx'
import type { SetupStep } from './setupSteps.ts'
import * as words from './words.ts'

/** One step of the setup: its status when closed, its form when open. */
export function RemoteStep(props: {
  step: SetupStep
  isOpen: boolean
  onToggle: () => void
  /** Skips the step. */
  onNext?: () => void
  children: ReactNode
}) {
  const { step, isOpen } = props
  const id = `step-${step.name}`
  const word = isOpen ? words.close : step.isDone && step.name !== 'test' ? words.change : words.open
  return (
    <section aria-labelledby={id} className="rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Mark step={step} />
        <div className="min-w-0 flex-1 basis-48">
          <h2 id={id} className="text-base font-semibold">
            {step.title}
            <span className="sr-only">: {step.isDone ? words.done : words.notDone}</span>
          </h2>
          <p className="break-words text-muted">{step.summary}</p>
        </div>
        <Button
          aria-label={`${word}: ${step.title}`}
          aria-expanded={isOpen}
          aria-controls={`${id}-body`}
          onClick={props.onToggle}
        >
          {word}
        </Button>
      </div>
      <div id={`${id}-body`} hidden={!isOpen} className="mt-4 space-y-4 border-t border-line pt-4">
        {isOpen && props.children}
        {isOpen && props.onNext !== undefined && (
          <p>
            <Button variant="ghost" className="-ml-3" onClick={props.onNext}>
              {step.next}
            </Button>
          </p>
        )}
      </div>
    </section>
  )
}

function Mark({ step }: { step: SetupStep }) {
  return (
    <span
      aria-hidden="true"
      className={`flex size-7 shrink-0 items-center justify-center rounded-full text-sm ${step.isDone ? 'bg-good-ground text-good' : 'bg-raised text-muted'}`}
    >
      {step.isDone ? '✓' : step.number}
    </span>
  )
}

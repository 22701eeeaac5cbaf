import { useState } from 'react'
import { count } from '#renderer/format/numbers.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import type { Offer, WorktreeChoice } from './useWorktree.ts'
import { WorktreeFields } from './WorktreeFields.tsx'

/** What a new worktree means, and the way to choose otherwise. */
export function WorktreeMeaning(props: {
  folder: string
  offer: Offer
  choice: WorktreeChoice
  onChange: (choice: WorktreeChoice) => void
  onSetup: (setup: Offer['setup']) => void
}) {
  const { offer, choice } = props
  const [isOpen, setOpen] = useState(false)
  const branch = choice.branch ?? offer.branch
  const isThere = offer.branches.includes(branch)
  return (
    <div className="space-y-2 px-1 text-xs text-muted">
      <p>
        Works on its own copy of the folder, on branch <Name text={branch} />
        {!isThere && (
          <>
            {' '}
            from <Name text={choice.base ?? offer.base} />
          </>
        )}
        . Your files stay as they are
        {offer.uncommitted > 0 && missing(offer.uncommitted)}.{' '}
        <Button variant="ghost" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Close' : 'Change…'}
        </Button>
      </p>
      {isOpen && <WorktreeFields {...props} />}
    </div>
  )
}

function missing(files: number): string {
  return `; ${count(files, 'uncommitted file')} ${files === 1 ? 'is' : 'are'} not in it`
}

function Name({ text }: { text: string }) {
  return (
    <bdi className="font-mono wrap-anywhere text-text">
      <Marked text={text} code />
    </bdi>
  )
}

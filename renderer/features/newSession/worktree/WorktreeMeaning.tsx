import { useState } from 'react'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import type { Offer, WorktreeChoice } from './useWorktree.ts'
import { WorktreeFields } from './WorktreeFields.tsx'
import * as words from '../words.ts'

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
        {isThere
          ? words.worksOnBranch(<Name text={branch} />)
          : words.worksOnNewBranch(<Name text={branch} />, <Name text={choice.base ?? offer.base} />)}{' '}
        {offer.uncommitted > 0 ? words.yourFilesStayWithout(offer.uncommitted) : words.yourFilesStay}{' '}
        <Button variant="ghost" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.close : words.change}
        </Button>
      </p>
      {isOpen && <WorktreeFields {...props} />}
    </div>
  )
}

function Name({ text }: { text: string }) {
  return (
    <bdi className="font-mono wrap-anywhere text-text">
      <Marked text={text} code />
    </bdi>
  )
}

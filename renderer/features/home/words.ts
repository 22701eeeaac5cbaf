import type { ReactNode } from 'react'
import { plural } from '#renderer/format/plural.ts'
import { sentence } from '#renderer/format/sentence.ts'

// ApprovalRow.tsx
export const risks = (count: number) => plural(count, { one: '# risk', other: '# risks' })
export const review = 'Review'
export const answer = 'Answer'
export const reviewPlan = 'Review plan'

// EmptyHome.tsx
export const nothingHereForYou = 'Nothing here for you'
export const yourAccountCanOnlyLook =
  'Your account can only look, and has no session of its own. The owner of the workstation can change that.'

// FirstWays.tsx
export const continueFromTheTerminal = 'Continue from the terminal'
export const whatYouBeganInATerminal = 'What you began with Claude Code in a terminal of this machine goes on here.'
export const openHistory = 'Open History'
export const takeItWithYou = 'Take it with you'
export const aPairedPhoneTellsYou = 'A phone that is paired tells you when Claude needs you.'
export const pairAPhone = 'Pair a phone'

// ListKeys.tsx
export const keysOfTheList = ({
  next,
  previous,
  allow,
  deny,
}: {
  next: ReactNode
  previous: ReactNode
  allow: ReactNode
  deny: ReactNode
}) => sentence`${next} ${previous} move ${allow} allow ${deny} deny`

// SessionSection.tsx
export const stopName = (name: string) => `Stop ${name}`

// StartComposer.tsx
export const whatShouldClaudeDo = 'What should Claude do?'
export const newSession = 'New session'
export const startANewSession = 'Start a new session…'
export const startSession = 'Start session'
export const folder = 'Folder'
export const anotherFolder = 'Another folder…'

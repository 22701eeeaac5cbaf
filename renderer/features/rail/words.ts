import type { ReactNode } from 'react'
import { sentence } from '#renderer/format/sentence.ts'

// Rail.tsx
export const sessions = 'Sessions'
export const homeport = 'Homeport'
export const hideSidebar = 'Hide sidebar'
export const search = 'Search'
export const newSession = 'New session'
export const yourSessionsWillBeListed = 'Your sessions will be listed here, grouped by project.'

// RailFoot.tsx
export const machine = 'Machine'
export const history = 'History'
export const usage = 'Usage'
export const settings = 'Settings'

// RailList.tsx
export const needsYou = 'Needs you'
export const showOlder = (count: number) => `Show ${count} older`
export const hideOlder = (count: number) => `Hide ${count} older`

// RailSessionRow.tsx
export const failedReason = (reason: ReactNode) => sentence`Failed: ${reason}`
export const working = 'Working'
export const writtenInTwoPlaces = 'Written in two places at once'
export const claudeCodeStopped = 'Claude Code stopped'

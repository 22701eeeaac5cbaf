import type { ReactNode } from 'react'
import { sentence } from '#renderer/format/sentence.ts'

// AuditDetail.tsx
export const number = 'Number'
export const time = 'Time'
export const action = 'Action'
export const credential = 'Credential'
export const browserOrProgram = 'Browser or program'
export const session = 'Session'
export const object = 'Object'
export const request = 'Request'

// AuditFilters.tsx
export const nameAddressSessionRequest = 'Name, address, session, request …'
export const what = 'What'
export const everything = 'Everything'
export const outcome = 'Outcome'
export const any = 'Any'
export const done = 'Done'
export const refused = 'Refused'
export const failed = 'Failed'
export const from = 'From'
export const to = 'To'

// AuditList.tsx
export const theLogStartsHere = 'The log starts here.'
export const looking = 'Looking…'
export const olderEntries = 'Older entries'
export const nothingInTheLogIs = 'Nothing in the log is like that.'
export const nothingHappenedYetWhateverIs = 'Nothing happened yet. Whatever is done here will be listed.'
export const showEverything = 'Show everything'

// AuditPage.tsx
export const tryAgain = 'Try again'
export const auditLog = 'Audit log'
export const refresh = 'Refresh'
export const whoDidWhatNewestFirst = (command: ReactNode) =>
  sentence`Who did what, newest first. Homeport deletes nothing from it; ${command} shows whether anybody else changed it.`
export const thisPageIsForThose = (message: string) => `This page is for those who manage this workstation. ${message}`
export const readingTheAuditLog = 'Reading the audit log…'

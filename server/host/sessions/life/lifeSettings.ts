/** What is set about how long and how many sessions run; asked each time. 0: no bound. */
export type LifeSettings = () => {
  readonly idle_minutes: number
  readonly longest_hours: number
  /** How long one may skip all approvals. */
  readonly bypass_minutes: number
  /** Of one person, and of all, at the same time. */
  readonly most_per_person: number
  readonly most: number
}

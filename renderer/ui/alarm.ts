/** The classes of a button that does it: the second press of something dangerous, and no other. Beside `danger`. */
export const alarm = 'bg-bad! text-surface! hover:brightness-110'

/** A short tap against the finger, where the device has such a thing: what was done has been taken. */
export function haptic(): void {
  // Browsers complain of one that nobody has touched the page before.
  if (navigator.userActivation?.hasBeenActive) {
    navigator.vibrate?.(10)
  }
}

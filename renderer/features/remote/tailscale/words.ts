export const tailscaleIsHere = 'This machine has Tailscale'
export const lookAgain = 'Look again'
export const tailscaleButton = 'Use Tailscale'
export const whatTailscaleDoes = (name: string) =>
  `The button has a certificate of ${name} made (tailscale cert) and opens remote access with it, for devices of your tailnet: no device has to learn to trust it, and the installed app and notifications work. The name gets into the public list of certificates; at Tailscale nothing is changed.`
export const copyIt = 'Copy the command'

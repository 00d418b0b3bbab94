/** What becomes of a peer. `contradicted`: it signed two documents of one version, or one that does not follow. */
export type PeerEvent = 'proposed' | 'compared' | 'verified' | 'renewed' | 'contradicted' | 'suspended'

import { isPublicAddress } from '../fetch/address-guard.js';

/**
 * Whose clock an address moves: the address itself, whatever the port; with the port where it is not
 * public, for there every port is a site of its own (see `hostKey`).
 * @param address an IP address without brackets, as sockets tell it
 */
export function addressKey(address: string, port: number): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return isPublicAddress(plain) ? plain : `${plain}:${port}`;
}

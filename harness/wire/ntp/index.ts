export { decodeNtp, encodeNtp, MAX_NTP_PACKET, NTP_PACKET_LENGTH, type NtpPacket, ntpMode } from './packet.js';
export { fromNtpTimestamp, toNtpTimestamp } from './timestamp.js';

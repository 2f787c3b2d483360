export {
  type CertificateIdentity,
  checkUserCertificate,
  type PublishedState,
  type UserCertificateCheck,
  type UserCertificateProblem,
  type UserCertificateQuestion,
} from './check-user-certificate.js';

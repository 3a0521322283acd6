// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{
        "certificate-invalid",
        "The bytes are no X.509 certificate that OpenSSL can read; Postfix would turn TLS off.",
        "The file was damaged on its way, cut and pasted with something missing, or holds "
        "something else under the label CERTIFICATE.",
        "Copy it again from where it was made; `openssl x509 -in FILE -noout` shows whether it can "
        "be read."},
    Explanation{"certificate-missing", "A certificate is needed, and the file holds none.",
                "A key, a request or DH parameters were given in its place: a request is what a CA "
                "signs, and what it sends back is the certificate.",
                "Give the file with the CERTIFICATE block."},
    Explanation{"cipher-unsupported",
                "The private key is encrypted with a cipher that this OpenSSL does not load.",
                "PKCS#12 files of older Windows and Java programs use RC2-40, which OpenSSL 3 has "
                "in its legacy provider only.",
                "Export it again with AES, or convert it where it was made."},
    Explanation{"der-excess-data",
                "Bytes follow the certificate or key inside its PEM block, and Postfix refuses it.",
                "The file was put together by a program with a fault, or edited by hand.",
                "Copy it again from where it was made."},
    Explanation{"der-truncated",
                "The file begins as DER does, and ends before or after the length it announces.",
                "A copy that broke off, a transfer in text mode, or two files joined.",
                "Copy it again in binary mode."},
    Explanation{"file-empty", "There is nothing in the file.",
                "The program that wrote it failed, or the disk was full.",
                "Make the file again; look at the disk with `df`."},
    Explanation{"file-html", "The file is a web page.",
                "A download that got an error page or a login form in place of the file.",
                "Open it in a browser to see what the server said, and download it again."},
    Explanation{"file-missing", "There is no such file.",
                "A misspelt path, a file that was moved, or a symbolic link whose target is gone.",
                "Look with `ls -l`. A parameter that names a missing file keeps Postfix from "
                "offering TLS."},
    Explanation{
        "file-not-pem", "The file is in DER, PKCS#12 or PKCS#7. Postfix reads PEM only.",
        "It came from a program with another custom, often Windows or Java.",
        "postseal key convert writes its key as PEM, postseal chain build its certificates."},
    Explanation{"file-nul-bytes", "The file holds NUL bytes, as no PEM text does.",
                "A disk or file system that lost data in a crash, or a file of another kind.",
                "Put the file back from a copy."},
    Explanation{"file-unreadable",
                "The file is there and cannot be read, so nothing was said about it.",
                "postseal does not run as its owner or as root, or the file is too large.",
                "Run it as root."},
    Explanation{"file-unrecognised",
                "Nothing of use was found in the file: no PEM block, and no DER of a kind that is "
                "known here.",
                "A file of another kind, or one that lost its -----BEGIN line.",
                "`file` and `head` show what it is; PEM, DER, PKCS#12 and PKCS#7 are read."},
    Explanation{"file-utf16",
                "The file is text in UTF-16, which neither OpenSSL nor Postfix reads.",
                "It was saved by an editor on Windows.",
                "iconv -f UTF-16 -t UTF-8 FILE > NEW, and use the new file."},
    Explanation{"not-a-file", "A directory, a device or a socket stands where a file is needed.",
                "A path that ends too early, or an empty variable in it.",
                "Give the file itself; pipes and - (standard input) are read too."},
    Explanation{"not-material",
                "The file that a parameter names is neither key nor certificate nor DH parameters.",
                "The parameter names the wrong file.",
                "Look at the file and at the parameter; modes of such a file are left alone."},
    Explanation{
        "not-pem", "The file is to be changed in place and is not PEM.",
        "DER or PKCS#12 was given.",
        "Convert it first with postseal key convert or openssl x509, or give another --out."},
    Explanation{"passphrase-wrong", "The passphrase does not open the key.",
                "A passphrase of another file, or one with a blank or a carriage return at its "
                "end: the first line counts, without its newline.",
                "Try it with `openssl pkey -in FILE -noout`."},
    Explanation{"pem-damaged", "Between BEGIN and END stands something that is not base64.",
                "An editor, a mail program or a configuration tool broke or indented the lines, or "
                "a line is missing.",
                "Copy the file again from where it was made."},
    Explanation{"pem-missing", "Postfix finds no private key and no certificate in the file.",
                "DER in place of PEM, BEGIN and END lines that do not begin in the first column, "
                "or another file altogether.",
                "Let postseal chain build write the file, or look at its first lines."},
    Explanation{
        "pem-truncated",
        "A PEM block has no END line of its own. Postfix stops reading there and turns TLS off.",
        "A copy that broke off, or two files joined without a newline between them.",
        "Copy the file again, and end each part with a newline."},
    Explanation{"pem-type-ignored",
                "Postfix passes over a block in the file and says so in a warning. EC PARAMETERS "
                "do no harm; with an encrypted key the load fails afterwards.",
                "openssl writes such blocks beside keys, and trusted certificates under a label of "
                "their own.",
                "postseal chain build writes a file without them."},
    Explanation{"request-invalid", "The signature of the certificate request does not fit its key.",
                "The request was damaged or put together from two.",
                "Make the request again: postseal cert csr."},
    Explanation{"source-empty", "There is no certificate and no key in the source.",
                "A directory of other things, or the wrong path.",
                "Give PEM, DER or PKCS#12 files, or the directory that holds them."},
    Explanation{"too-large", "The file is larger than anything that postseal would have to read.",
                "A log, a disk image or a sparse file under the wrong name: the largest bundle of "
                "CA certificates has a quarter of a megabyte.",
                "Give the right file."},
    Explanation{"unreadable", "The file or directory is there and cannot be read.",
                "postseal does not run as its owner or as root, or the disk has a fault.",
                "Run it as root; the message has the words of the system."},
};

}  // namespace

std::span<const Explanation> explanations_of_inputs() { return table; }

}  // namespace postseal

// BrokenDisk: a layer below SQLite that lets the disk fail where a test wants it to.
//
// It is a VFS of the library under a name of its own (SqliteOptions::vfs) that passes every call on
// to the default one. Writes (with truncations) and syncs are counted each by themselves, from 1;
// from the chosen call on they fail, for as many calls as asked. What was passed on before stays on
// the disk, as after a real failure.
// Thread-safe; must outlive every store that was opened on it.
#ifndef TONGCHOU_STORE_SQLITE_BROKEN_DISK_TESTING_H_
#define TONGCHOU_STORE_SQLITE_BROKEN_DISK_TESTING_H_

#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <string>

#include "base/check.h"

namespace tongchou::store {

enum class DiskFault : std::uint8_t {
  kWrite,  // a write fails
  kTorn,   // a write fails after half of it was written
  kFull,   // a write finds the disk full
  kSync,   // a sync fails
};

class BrokenDisk {
 public:
  static constexpr std::int64_t kForGood = std::int64_t{1} << 40;

  explicit BrokenDisk(std::string name)
      : name_(std::move(name)), below_(sqlite3_vfs_find(nullptr)) {
    TC_CHECK(below_ != nullptr);
    vfs_ = *below_;
    vfs_.pNext = nullptr;
    vfs_.zName = name_.c_str();
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + below_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = Open;
    TC_CHECK(sqlite3_vfs_register(&vfs_, /*makeDflt=*/0) == SQLITE_OK);
  }
  ~BrokenDisk() { sqlite3_vfs_unregister(&vfs_); }
  BrokenDisk(const BrokenDisk&) = delete;
  BrokenDisk& operator=(const BrokenDisk&) = delete;

  const std::string& name() const { return name_; }

  // Counts from 1 again; `calls` calls fail from the `at_call`-th on.
  void Fail(DiskFault fault, std::int64_t at_call, std::int64_t calls) {
    Mend();
    fault_ = fault;
    calls_ = calls;
    at_call_ = at_call;
  }
  void Mend() {
    at_call_ = 0;
    writes_ = 0;
    syncs_ = 0;
  }
  std::int64_t writes() const { return writes_; }
  std::int64_t syncs() const { return syncs_; }

 private:
  // The library's file: ours in front of that of the VFS below.
  struct File {
    sqlite3_file head;
    BrokenDisk* disk;
  };

  static sqlite3_file* Below(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(File));
  }
  static BrokenDisk& DiskOf(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->disk; }

  bool IsHit(std::int64_t call) const {
    const std::int64_t from = at_call_;
    return from != 0 && call >= from && call < from + calls_;
  }
  bool HitsWrite() {
    const std::int64_t call = ++writes_;
    return fault_ != DiskFault::kSync && IsHit(call);
  }
  bool HitsSync() {
    const std::int64_t call = ++syncs_;
    return fault_ == DiskFault::kSync && IsHit(call);
  }
  int WriteFailure() const { return fault_ == DiskFault::kFull ? SQLITE_FULL : SQLITE_IOERR_WRITE; }

  static int Open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) {
    auto* disk = static_cast<BrokenDisk*>(vfs->pAppData);
    reinterpret_cast<File*>(file)->disk = disk;
    file->pMethods = nullptr;
    const int result = disk->below_->xOpen(disk->below_, path, Below(file), flags, out);
    if (Below(file)->pMethods != nullptr) file->pMethods = &Methods();
    return result;
  }

  static int Write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    BrokenDisk& disk = DiskOf(file);
    if (!disk.HitsWrite()) return Below(file)->pMethods->xWrite(Below(file), bytes, count, offset);
    if (disk.fault_ == DiskFault::kTorn) {
      (void)Below(file)->pMethods->xWrite(Below(file), bytes, count / 2, offset);
    }
    return disk.WriteFailure();
  }

  static int Truncate(sqlite3_file* file, sqlite3_int64 size) {
    BrokenDisk& disk = DiskOf(file);
    if (disk.HitsWrite()) return disk.WriteFailure();
    return Below(file)->pMethods->xTruncate(Below(file), size);
  }

  static int Sync(sqlite3_file* file, int flags) {
    if (DiskOf(file).HitsSync()) return SQLITE_IOERR_FSYNC;
    return Below(file)->pMethods->xSync(Below(file), flags);
  }

  // Every method, passed on but for the three above. Version 2: with shared memory, as WAL needs.
  static const sqlite3_io_methods& Methods() {
    static const sqlite3_io_methods kMethods = {
        .iVersion = 2,
        .xClose = [](sqlite3_file* f) { return Below(f)->pMethods->xClose(Below(f)); },
        .xRead =
            [](sqlite3_file* f, void* to, int count, sqlite3_int64 at) {
              return Below(f)->pMethods->xRead(Below(f), to, count, at);
            },
        .xWrite = Write,
        .xTruncate = Truncate,
        .xSync = Sync,
        .xFileSize =
            [](sqlite3_file* f, sqlite3_int64* size) {
              return Below(f)->pMethods->xFileSize(Below(f), size);
            },
        .xLock = [](sqlite3_file* f, int how) { return Below(f)->pMethods->xLock(Below(f), how); },
        .xUnlock = [](sqlite3_file* f,
                      int how) { return Below(f)->pMethods->xUnlock(Below(f), how); },
        .xCheckReservedLock =
            [](sqlite3_file* f, int* held) {
              return Below(f)->pMethods->xCheckReservedLock(Below(f), held);
            },
        .xFileControl =
            [](sqlite3_file* f, int what, void* with) {
              return Below(f)->pMethods->xFileControl(Below(f), what, with);
            },
        .xSectorSize = [](sqlite3_file* f) { return Below(f)->pMethods->xSectorSize(Below(f)); },
        .xDeviceCharacteristics =
            [](sqlite3_file* f) { return Below(f)->pMethods->xDeviceCharacteristics(Below(f)); },
        .xShmMap =
            [](sqlite3_file* f, int region, int size, int extend, void volatile** map) {
              return Below(f)->pMethods->xShmMap(Below(f), region, size, extend, map);
            },
        .xShmLock =
            [](sqlite3_file* f, int offset, int count, int flags) {
              return Below(f)->pMethods->xShmLock(Below(f), offset, count, flags);
            },
        .xShmBarrier = [](sqlite3_file* f) { Below(f)->pMethods->xShmBarrier(Below(f)); },
        .xShmUnmap = [](sqlite3_file* f,
                        int remove) { return Below(f)->pMethods->xShmUnmap(Below(f), remove); },
        .xFetch = nullptr,
        .xUnfetch = nullptr,
    };
    return kMethods;
  }

  std::string name_;
  sqlite3_vfs* below_;
  sqlite3_vfs vfs_{};
  std::atomic<DiskFault> fault_{DiskFault::kWrite};
  std::atomic<std::int64_t> at_call_{0}, calls_{0}, writes_{0}, syncs_{0};
};

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_SQLITE_BROKEN_DISK_TESTING_H_
